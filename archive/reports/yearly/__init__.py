"""The report of a year: a sentence to paste, its tables, the PDF and the workbook."""

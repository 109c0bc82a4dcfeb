"""Labels (标签): on spines the call number, in volumes and on shelves the barcode."""

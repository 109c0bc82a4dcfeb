"""Importing the list of the works of the Siku quanshu: columns, rows, plan, writing, undoing."""

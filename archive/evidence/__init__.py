"""Pictures that prove what is said of a copy: leaves that were graded, damage, before and after."""

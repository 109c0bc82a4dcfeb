"""What came in, counted: by period, source, mode, kind, campaign, branch and sort of donor."""

"""征集工作: the desk's pages of campaigns, and what came of each."""

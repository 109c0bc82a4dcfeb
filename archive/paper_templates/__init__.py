"""单据模板: the words of the library's papers, which staff edit in the browser."""

"""模板的写法: the small language in which staff write the papers of the library. Pure."""

"""阅览统计: how often a title is opened, by day, and by nobody in particular."""

"""批量修改: one change to many records, seen before, done as a job, and undone."""

"""Moving a whole room to another (新馆搬迁): crates, packing lists, checking off on arrival."""

"""``fangzhi demo``: a small archive made by the real services, for a first look."""

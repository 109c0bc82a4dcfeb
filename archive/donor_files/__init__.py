"""捐赠人档案: the desk's list of donors, the file of each, and files that turn out to be one."""

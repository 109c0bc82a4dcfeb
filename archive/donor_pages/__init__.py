"""捐赠人专页: what a donor sees by a private link, and the public roll of honour."""

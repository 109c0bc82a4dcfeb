"""捐赠协议: what was agreed with the donor, version by version, as data."""

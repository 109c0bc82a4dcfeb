"""登记台: where a gift is logged while the donor stands there, and put right afterwards."""

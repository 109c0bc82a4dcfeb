"""The registers: 总括登记 and 个别登记, numbers without a gap."""

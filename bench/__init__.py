"""What is measured, each figure beside a peer's."""

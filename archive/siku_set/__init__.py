"""The photo-reprint of the Wenyuange Siku quanshu as held: its works, volumes and leaves."""

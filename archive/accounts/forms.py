"""What is typed at the door."""

from typing import Annotated

from pydantic import BaseModel, Field

from archive.accounts.models import Role

Password = Annotated[str, Field(min_length=1, max_length=200)]


class SignInForm(BaseModel):
    """Name and password."""

    name: str = Field(max_length=200)
    password: Password


class NewAccountForm(BaseModel):
    """A new account; the role is set by the view where the form does not ask."""

    name: str = Field(max_length=40)
    display_name: str = Field(default="", max_length=200)
    password: Password
    role: Role = Role.READER

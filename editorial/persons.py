"""How people of the office are called."""


def name_of(user) -> str:
    """Return the name as Chinese has it, family name first; without one, the account's."""
    return f"{user.last_name}{user.first_name}" or user.get_username()

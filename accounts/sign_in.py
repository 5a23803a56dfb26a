"""The form at the admin's door. Decided here: only what Wagtail leaves without a Chinese word."""

from typing import Any

from wagtail.admin.forms.auth import LoginForm


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "密码"

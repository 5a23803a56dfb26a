"""The form at the admin's door. Decided here: only what Wagtail leaves without a Chinese word, or with an odd one."""

from typing import Any, ClassVar

from wagtail.admin.forms.auth import LoginForm


class SignInForm(LoginForm):
    error_messages: ClassVar[dict[str, Any]] = {
        **LoginForm.error_messages,
        "invalid_login": "用户名和密码对不上，没有登录。请再试一次，或点“忘记密码？”。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "密码"
        self.fields["username"].widget.attrs["placeholder"] = "输入用户名"

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "首页与品牌"

    def ready(self) -> None:
        from catalog import generation
        from home.models import SiteFacts

        generation.watch(SiteFacts)

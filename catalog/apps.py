from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "catalog"
    verbose_name = "资源目录"

    def ready(self) -> None:
        from catalog import file_access, generation, receivers

        assert receivers  # noqa: S101 - imported for its receivers
        file_access.register_policies()
        generation.connect()

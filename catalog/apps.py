from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "catalog"
    verbose_name = "资源目录"

    def ready(self) -> None:
        from catalog import exports, file_access, generation, receivers

        assert receivers  # noqa: S101 - imported for its receivers
        file_access.register_policies()
        exports.guard_formulas()
        generation.connect()

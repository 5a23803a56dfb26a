from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "catalog"
    verbose_name = "资源目录"

    def ready(self) -> None:
        from catalog import exports, file_access, generation, receivers
        from catalog.admin import link_words
        from catalog.publication import mail, records

        assert receivers  # noqa: S101 - imported for its receivers
        assert records  # noqa: S101 - likewise
        mail.connect()
        link_words.say_in_chinese()
        file_access.register_policies()
        exports.guard_formulas()
        generation.connect()

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "bihuan.domain.organisations"
    label = "organisations"

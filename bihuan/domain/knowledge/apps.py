from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "bihuan.domain.knowledge"
    label = "knowledge"

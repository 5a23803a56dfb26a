"""The row behind catalog.generation."""

from django.db import models


class PublicGeneration(models.Model):
    """One row whose number grows with every change that the public can see."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)

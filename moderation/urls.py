"""Addresses of reviewing, below `/admin/review/`."""

from django.urls import path

from .views import review, unpublish
from .views.queue import QueueView

app_name = "moderation"

urlpatterns = [
    path("", QueueView.as_view(), name="queue"),
    path("<int:pk>/", review.ReviewView.as_view(), name="review"),
    path("<int:pk>/hand-over/", review.HandOverView.as_view(), name="hand_over"),
    path("<int:pk>/take-back/", review.TakeBackView.as_view(), name="take_back"),
    path("<int:pk>/release/", review.ReleaseView.as_view(), name="release"),
    path("unpublish/<int:pk>/", unpublish.UnpublishRequestView.as_view(), name="unpublish_request"),
    path(
        "unpublish/<int:pk>/withdraw/",
        unpublish.WithdrawUnpublishView.as_view(),
        name="withdraw_unpublish",
    ),
    path("unpublish/ask/<int:pk>/", unpublish.AskUnpublishView.as_view(), name="ask_unpublish"),
]

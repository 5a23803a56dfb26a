import pytest
from django.urls import reverse
from django.utils.http import http_date

from media import access
from media.models import Cue

from . import files

pytestmark = pytest.mark.django_db
CONTENT = files.mp4()
SIZE = len(CONTENT)


def body(response) -> bytes:
    return b"".join(response) if response.streaming else response.content


@pytest.fixture
def video(make_video, everything_public):
    return make_video()


@pytest.fixture
def document(make_document, everything_public):
    return make_document()


class TestWhoGetsAFile:
    def test_a_visitor_is_not_told_that_a_draft_exists(self, client, make_document, make_video):
        video = make_video()
        Cue.objects.create(video=video, start_ms=0, end_ms=1, text="草稿")
        for url in (make_document().url, video.url, video.captions_url):
            for ask in (client.get, client.head):
                assert ask(url).status_code == 404
                assert ask(url, headers={"Range": "bytes=0-1"}).status_code == 404

    def test_nor_is_another_teacher(self, client, make_document, make_user):
        client.force_login(make_user())
        assert client.get(make_document().url).status_code == 404

    def test_who_uploaded_it_gets_it_privately(self, client, make_document, make_user):
        teacher = make_user()
        client.force_login(teacher)
        response = client.get(make_document(uploaded_by_user=teacher).url)
        assert response.status_code == 200
        assert body(response) == files.pdf()
        assert response["Cache-Control"] == "private, no-cache"
        assert "Cookie" in response["Vary"]

    def test_a_public_file_is_for_everybody_and_asks_nothing(self, client, document):
        response = client.get(document.url)
        assert response.status_code == 200
        assert response["Cache-Control"].startswith("public")
        assert "Cookie" not in response.get("Vary", "")
        assert not response.cookies

    def test_withdrawn_is_gone_at_once(self, client, document):
        access._policies.clear()
        assert client.get(document.url).status_code == 404

    @pytest.mark.parametrize("pk", [0, 987654, 10**30])
    def test_what_is_not_there_is_not_found(self, client, pk, everything_public):
        assert client.get(reverse("media:video", args=[pk])).status_code == 404
        assert client.get(reverse("media:document", args=[pk, "a.pdf"])).status_code == 404
        assert client.get(reverse("media:captions", args=[pk])).status_code == 404

    def test_a_lost_file_is_not_found(self, client, document):
        document.file.storage.delete(document.file.name)
        assert client.get(document.url).status_code == 404

    def test_an_address_with_an_older_name_still_leads_to_the_file(self, client, document):
        response = client.get(reverse("media:document", args=[document.pk, "旧名字.pdf"]))
        assert "%E5%AE%B6%E5%BA%AD%E5%85%AC%E7%BA%A6.pdf" in response["Content-Disposition"]

    @pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
    def test_nothing_else_can_be_done_here(self, client, document, method):
        assert getattr(client, method)(document.url).status_code == 405


class TestHeaders:
    def test_a_pdf_is_shown_in_the_page(self, client, document):
        response = client.get(document.url)
        assert response["Content-Type"] == "application/pdf"
        assert (
            response["Content-Disposition"]
            == "inline; filename*=utf-8''%E5%AE%B6%E5%BA%AD%E5%85%AC%E7%BA%A6.pdf"
        )
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in response["Content-Security-Policy"]

    @pytest.mark.parametrize(("name", "content"), [("a.docx", files.office()), ("a.txt", b"hello")])
    def test_what_a_browser_cannot_show_is_downloaded_from_a_sandbox(
        self, client, make_document, everything_public, name, content
    ):
        response = client.get(make_document(name, content).url)
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert response["X-Content-Type-Options"] == "nosniff"

    def test_the_type_is_what_was_found_not_what_was_claimed(self, client, make_document, everything_public):
        from django.core.files.uploadedfile import SimpleUploadedFile

        from media.models import Document

        lying = SimpleUploadedFile("a.pdf", files.pdf(), content_type="text/html")
        response = client.get(Document.objects.create(title="a", file=lying).url)
        assert response["Content-Type"] == "application/pdf"

    def test_a_name_cannot_write_a_header(self, client, make_document, everything_public):
        document = make_document()
        document.original_name = 'a"\r\nSet-Cookie: b=1.pdf'
        document.save()
        response = client.get(reverse("media:document", args=[document.pk, "a.pdf"]))
        assert "\r" not in response["Content-Disposition"]
        assert "Set-Cookie" not in response


RANGES = [
    ("bytes=0-0", 206, 0, 0),
    ("bytes=0-1023", 206, 0, 1023),
    ("bytes=100-", 206, 100, SIZE - 1),
    ("bytes=-500", 206, SIZE - 500, SIZE - 1),
    ("bytes=100-999999999", 206, 100, SIZE - 1),
    ("bytes=-999999999", 206, 0, SIZE - 1),
    ("bytes=0-1,5-6", 200, 0, SIZE - 1),
    ("bytes=9-2", 200, 0, SIZE - 1),
    ("lines=0-1", 200, 0, SIZE - 1),
    ("nonsense", 200, 0, SIZE - 1),
]


class TestRanges:
    @pytest.mark.parametrize(("header", "status", "first", "last"), RANGES, ids=[row[0] for row in RANGES])
    def test_a_player_gets_the_bytes_it_asks_for(self, client, video, header, status, first, last):
        response = client.get(video.url, headers={"Range": header})
        assert response.status_code == status
        assert body(response) == CONTENT[first : last + 1]
        assert response["Content-Length"] == str(last - first + 1)
        assert response["Accept-Ranges"] == "bytes"
        if status == 206:
            assert response["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
        else:
            assert "Content-Range" not in response

    @pytest.mark.parametrize("header", [f"bytes={SIZE}-", "bytes=-0", f"bytes={SIZE + 5}-{SIZE + 9}"])
    def test_a_range_outside_gets_416_and_the_size(self, client, video, header):
        response = client.get(video.url, headers={"Range": header})
        assert response.status_code == 416
        assert response["Content-Range"] == f"bytes */{SIZE}"
        assert body(response) == b""

    def test_a_continued_download_gets_its_part_only_of_the_same_file(self, client, video):
        plain = client.get(video.url)
        for condition, status in [
            (plain["ETag"], 206),
            (plain["Last-Modified"], 206),
            ('"another"', 200),
            (f"W/{plain['ETag']}", 200),
            (http_date(0), 200),
        ]:
            response = client.get(video.url, headers={"Range": "bytes=0-9", "If-Range": condition})
            assert response.status_code == status, condition

    def test_head_tells_all_and_sends_nothing(self, client, video):
        response = client.head(video.url, headers={"Range": "bytes=0-9"})
        assert response.status_code == 200
        assert response["Content-Length"] == str(SIZE)
        assert response["Accept-Ranges"] == "bytes"
        assert body(response) == b""

    def test_who_has_it_already_is_told_so(self, client, video):
        plain = client.get(video.url)
        assert plain["ETag"] == f'"{video.sha256}"'
        for headers in (
            {"If-None-Match": plain["ETag"]},
            {"If-None-Match": f'"a", {plain["ETag"]}'},
            {"If-Modified-Since": plain["Last-Modified"]},
            {"If-None-Match": plain["ETag"], "Range": "bytes=0-9"},
        ):
            response = client.get(video.url, headers=headers)
            assert response.status_code == 304
            assert response["ETag"] == plain["ETag"]
            assert body(response) == b""
        assert client.get(video.url, headers={"If-Match": '"another"'}).status_code == 412

    def test_compression_leaves_the_bytes_alone(self, client, video):
        response = client.get(video.url, headers={"Accept-Encoding": "gzip", "Range": "bytes=0-1999"})
        assert response.status_code == 206
        assert "Content-Encoding" not in response.headers
        assert response["Content-Length"] == "2000"
        assert body(response) == CONTENT[:2000]

    def test_the_file_is_closed_when_the_client_leaves(self, client, video):
        response = client.get(video.url)
        stream = response._iterator
        part = next(closer.__self__ for closer in response._resource_closers if hasattr(closer, "__self__"))
        next(iter(stream))
        assert not part._stream.closed
        response.close()
        assert part._stream.closed


class TestNginx:
    def test_it_is_handed_the_path_and_the_headers(self, client, video, settings):
        settings.MEDIA_ACCEL_PREFIX = "/private"
        response = client.get(video.url, headers={"Range": "bytes=0-9"})
        assert response["X-Accel-Redirect"] == f"/private/{video.file.name}"
        assert response["Content-Type"] == "video/mp4"
        assert body(response) == b""

    def test_it_is_handed_nothing_that_is_not_allowed(self, client, make_video, settings):
        settings.MEDIA_ACCEL_PREFIX = "/private"
        response = client.get(make_video().url)
        assert response.status_code == 404
        assert "X-Accel-Redirect" not in response


class TestPictures:
    def test_originals_and_renditions_are_public_and_kept_for_long(self, client, make_image):
        image = make_image()
        for file in (image.file, image.get_rendition("fill-20x20-c100|format-webp").file):
            response = client.get(reverse("pictures:picture", args=[file.name]))
            assert response.status_code == 200
            assert "immutable" in response["Cache-Control"]
            assert response["X-Content-Type-Options"] == "nosniff"
            with file.storage.open(file.name) as stored:
                assert body(response) == stored.read()
            again = client.get(
                reverse("pictures:picture", args=[file.name]), headers={"If-None-Match": response["ETag"]}
            )
            assert again.status_code == 304

    def test_their_address_is_the_one_that_the_storage_tells(self, make_image):
        image = make_image()
        assert image.file.url == reverse("pictures:picture", args=[image.file.name])

    @pytest.mark.parametrize(
        "path", ["wagtail_uploads/a.jpg", "pictures/../db.sqlite3", "pictures/2025/..", "pictures/2025/", "a.jpg",
                 "pictures/2025/no.jpg", "renditions/%2e%2e/db.sqlite3", "documents/2025/a.pdf"]
    )  # fmt: skip
    def test_nothing_else_in_that_folder_is(self, client, path, settings):
        assert client.get(f"{settings.MEDIA_URL}{path}").status_code == 404


class TestCaptions:
    def test_they_are_webvtt(self, client, video):
        Cue.objects.create(video=video, start_ms=1000, end_ms=2500, text="先别<b>催")
        response = client.get(video.captions_url)
        assert response["Content-Type"] == "text/vtt; charset=utf-8"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response.content.decode() == "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\n先别&lt;b&gt;催\n"

    def test_they_are_not_sent_twice(self, client, video):
        etag = client.get(video.captions_url)["ETag"]
        assert client.get(video.captions_url, headers={"If-None-Match": etag}).status_code == 304
        Cue.objects.create(video=video, start_ms=1000, end_ms=2500, text="先别催")
        assert client.get(video.captions_url, headers={"If-None-Match": etag}).status_code == 200


def test_no_document_is_reachable_under_the_public_folder(client, document, settings):
    assert client.get(f"{settings.MEDIA_URL}{document.file.name}").status_code == 404


def test_wagtails_own_view_would_only_point_here(document, rf):
    from wagtail.documents.views.serve import serve

    response = serve(rf.get("/"), document.pk, document.filename)
    assert (response.status_code, response["Location"]) == (302, document.url)

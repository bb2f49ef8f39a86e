// Says that this page is open for as long as it is looked at, and shows what the desk
// says of colleagues who have it open too. The page itself says so of who was there before.
const notice = document.getElementById("presence");
const EVERY = 20_000;

function present(url) {
  const form = notice.closest("form");
  let timer = 0;

  const post = (words) => fetch(url, {
    method: "POST",
    // Reaches the desk though the page is being left; beacons cannot do without a cookie
    // that scripts may read.
    keepalive: true,
    redirect: "manual",
    body: new URLSearchParams({ ...words, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value }),
  });

  const show = (lines) => {
    // What has not changed is not read out again.
    if (lines.join() === [...notice.children].map((line) => line.textContent).join()) return;
    notice.replaceChildren(...lines.map((line) => {
      const paragraph = document.createElement("p");
      paragraph.textContent = line;
      return paragraph;
    }));
  };

  const stop = () => clearInterval(timer);

  const say = async () => {
    try {
      const response = await post({});
      // Signed out, or signed in again: the next page will know.
      if (!response.ok) return stop();
      show((await response.json()).others);
    } catch {
      // The connection is lost; it may come back.
    }
  };

  const start = () => {
    stop();
    timer = setInterval(say, EVERY);
    say();
  };

  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : start()));
  addEventListener("pagehide", () => {
    stop();
    post({ left: "1" }).catch(() => {});
  });
  addEventListener("pageshow", (event) => event.persisted && start());
  if (!document.hidden) start();
}

if (notice) present(notice.dataset.url);

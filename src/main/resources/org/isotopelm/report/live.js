// A page that listens: new data comes as server-sent events, until it says that nothing runs any more.

const connection = el("p", { class: "connection", role: "status" }, "connecting");
document.body.prepend(connection);
const say = (words, state) => {
  connection.textContent = words;
  connection.dataset.state = state;
};

const token = new URLSearchParams(location.search).get("token") ?? "";
const events = new EventSource("events?token=" + encodeURIComponent(token));
events.onopen = () => say("live", "live");
events.onerror = () => say("connection lost, trying again", "lost");
events.onmessage = event => {
  const data = show(JSON.parse(event.data));
  if (data.running) {
    say("live", "live");
  } else {
    say("finished", "finished");
    events.close();
  }
};

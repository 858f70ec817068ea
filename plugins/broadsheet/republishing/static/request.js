// Fills in which story is asked for, from the address that led here (?story=…&title=…&id=…).
// Without this the form is filled in by hand.
const asked = new URLSearchParams(location.search);
const fields = { story: "story_url", title: "story_title", id: "story_id" };
for (const [key, name] of Object.entries(fields)) {
  const field = document.getElementById(`page:request-${name}`);
  const value = asked.get(key);
  if (field && value && !field.value) field.value = value;
}

// Fills in which story is asked for, from the address that led here
// (?story_url=…&story_title=…&story_id=…). Without this the form is filled in by hand.
const asked = new URLSearchParams(location.search);
for (const name of ["story_url", "story_title", "story_id"]) {
  const field = document.getElementById(`request-${name}`);
  const value = asked.get(name);
  if (field && value && !field.value) field.value = value;
}

// A lane that the project has not: its word, and how many steps there are.

export const createLane = ({ word }) => {
  const body = document.createElement("div");
  body.dataset.lane = "made-up";
  return {
    body,
    draw: ({ track }) => (body.textContent = `${word} ${track.T}`),
    label: () => {
      const label = document.createElement("div");
      label.textContent = `→ ${word}`;
      return label;
    },
    place: (t) => (body.dataset.at = t),
    focus: ({ unit }, row) => (body.dataset.unit = `${unit}@${row}`),
    at: () => ({ quantity: "f", unit: 3 }),
  };
};

// The reader's colours at an old address, where Material's own script does not run: those that were
// chosen, or those that fit the system.
{
  const ANY = "(prefers-color-scheme)";
  const fits = ({ media }) => media !== ANY && (!media || matchMedia(media).matches);
  const chosen = __md_get("__palette")?.color;
  const palettes = JSON.parse(document.currentScript.dataset.palettes);
  const colours = chosen && chosen.media !== ANY ? chosen : palettes.find(fits);
  for (const [name, value] of Object.entries(colours ?? {})) document.body.setAttribute(`data-md-color-${name}`, value);
}

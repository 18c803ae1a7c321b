// Where Varco's own files are: the folder with package.json, whether it runs from src/ or is bundled into dist/.

/** A `file:` URL that ends with a slash. */
export const packageRoot: URL = new URL(
  import.meta.url.replace(/\/(?:src|dist)\/(?!.*\/(?:src|dist)\/).*$/s, '/'),
);

/** Where extension storage keeps the saved choice. Alone in its file, because the popup reads it before zod is loaded. */
export const optionsKey = 'job-options';

// A container image whose ENTRYPOINT, CMD or ImageConfig does not start a Lambda runtime.
import type { Case } from '../../case.ts';
import { defineCause } from '../../cause.ts';
import { faultOf, faultText } from '../../fault.ts';
import { cut } from '../../words.ts';
import { settingsOf } from '../../evidence/template-settings.ts';
import { isEntrypointAlone, saysNoBootstrap } from './bootstrap-missing.ts';

export const entrypointInvalid = defineCause<{ readonly program: string | null }>({
  id: 'handler.entrypoint-invalid',
  step: 5,
  match(subject) {
    const fault = faultOf(subject);
    const configured = configuredEntrypoint(subject);
    if (configured !== null)
      return { confidence: 0.9, evidence: [`entry point: ${configured}`], facts: { program: configured } };
    if (fault === null) return null;
    const text = faultText(fault);
    const program =
      /fork\/exec (\S+?): (?:no such file or directory|not a directory)/.exec(text)?.[1] ?? null;
    const isContainer = subject.text?.isContainer === true;
    if (program !== null && program.startsWith('/opt/extensions/')) return null;
    const isOutsidePackage = program !== null && !/^\/(?:var\/task|opt)\//.test(program);
    const isAlone =
      isContainer && (isEntrypointAlone(subject, fault.type, fault.message) || saysNoBootstrap(text));
    const isPathWrong =
      /(?:entrypoint|executable file) .{0,60}(?:not found|no such file)|exec: "[^"]+": (?:executable file not found|stat)/i.test(
        text,
      );
    if (!isAlone && !isPathWrong && program === null) return null;
    if (program !== null && !isContainer && !isOutsidePackage) return null;
    return {
      confidence: isContainer ? 0.93 : 0.8,
      evidence: [cut(text)],
      facts: { program },
    };
  },
  words: {
    en: ({ program }) => ({
      title: `The image's entry point${program === null ? '' : ` \`${program}\``} does not start a Lambda runtime`,
      why: 'Lambda starts the ENTRYPOINT of the image with CMD behind it, or what ImageConfig puts in their place; it must be a program of the image that runs the Runtime API loop. A shell, a web server or a path that is not there ends at once.',
      fix: "With AWS's base images leave ENTRYPOINT at /lambda-entrypoint.sh and set CMD to the handler (`app.handler`); with others start the runtime interface client, and check the path inside the image.",
    }),
    it: ({ program }) => ({
      title: `L'entry point dell'immagine${program === null ? '' : ` \`${program}\``} non avvia un runtime Lambda`,
      why: "Lambda avvia l'ENTRYPOINT dell'immagine seguito da CMD, o ciò che ImageConfig mette al loro posto; dev'essere un programma dell'immagine che esegue il ciclo della Runtime API. Una shell, un web server o un percorso inesistente finiscono subito.",
      fix: "Con le immagini base di AWS lascia ENTRYPOINT su /lambda-entrypoint.sh e imposta CMD all'handler (`app.handler`); con altre avvia il runtime interface client, e controlla il percorso dentro l'immagine.",
    }),
  },
});

/** An ENTRYPOINT that is set, and is a handler's name or starts no client of the Runtime API; null where none is shown or it may do. */
function configuredEntrypoint({ text }: Case): string | null {
  if (
    text?.isContainer !== true ||
    (text.lines.length > 0 &&
      !text.lines.some((line) => /InvalidEntrypoint|entrypoint|bootstrap/i.test(line)))
  )
    return null;
  const [value] = settingsOf(text.template, 'entrypoint');
  if (value === undefined || !value.trim().startsWith('[')) return null;
  const first = /["']([^"']+)["']/.exec(value)?.[1] ?? '';
  const isHandler = /^[\w/]+\.[A-Za-z_]\w*$/.test(first) && !/\.(?:sh|py|js|mjs|exe|jar|bin)$/.test(first);
  const runsClient =
    /lambda-entrypoint|awslambdaric|aws-lambda-ric|aws_lambda_ric|bootstrap|entry|RuntimeInterface|java|\/main|\/app/i.test(
      text.template?.text ?? '',
    );
  return isHandler || !runsClient ? value.trim() : null;
}

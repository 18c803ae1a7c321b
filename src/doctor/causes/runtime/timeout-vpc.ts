// A call over the network never ends, because the function's VPC has no way to its target.
import type { Case } from '../../case.ts';
import { defineCause } from '../../cause.ts';
import { cut } from '../../words.ts';
import { timeoutOf } from './timeout-facts.ts';

const connecting =
  /connect(?:ion)? (?:ETIMEDOUT|timed? ?out)|ETIMEDOUT|ConnectTimeout(?:Error)?|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|SocketTimeoutException: connect|i\/o timeout|Could not connect to the endpoint URL|Connect timeout on endpoint/i;

export const timeoutVpc = defineCause<{ readonly line: string | null }>({
  id: 'runtime.timeout-vpc',
  step: 6,
  match(subject) {
    const isTimeout =
      timeoutOf(subject) !== null ||
      subject.outcome?.kind === 'integration-timeout' ||
      (subject.outcome === undefined && saysTimeout(subject));
    const { text } = subject;
    if (!isTimeout || text === undefined) return null;
    const line = text.lines.find((each) => connecting.test(each)) ?? null;
    const hasVpc =
      text.hints.has('vpc') ||
      (text.template?.settings.some(([key]) =>
        /^(?:vpcconfig|vpc|subnetids|securitygroupids|subnets)$/.test(key),
      ) ??
        false);
    if (!hasVpc && line === null && !text.hints.has('externalFails')) return null;
    return {
      confidence: hasVpc && line !== null ? 0.96 : hasVpc ? 0.94 : line === null ? 0.55 : 0.86,
      evidence: [
        line === null ? cut(text.words === '' ? 'the function is in a VPC' : text.words) : cut(line),
      ],
      facts: { line },
    };
  },
  words: {
    en: () => ({
      title: 'The function waits for a connection that its VPC does not let through',
      why: 'A function in a VPC reaches only what its subnets route to: no internet without a NAT gateway (a public subnet does not help), no AWS service without NAT or an endpoint, no database whose security group does not let it in. Packets are dropped, so the call hangs until the time-out.',
      fix: "Put the function into private subnets with a route to a NAT gateway, add VPC endpoints for the AWS services it calls, let its security group out and the target's in; or take it out of the VPC.",
    }),
    it: () => ({
      title: 'La funzione aspetta una connessione che la sua VPC non lascia passare',
      why: 'Una funzione in una VPC raggiunge solo ciò verso cui le sue subnet instradano: niente internet senza un NAT gateway (una subnet pubblica non basta), nessun servizio AWS senza NAT o endpoint, nessun database il cui security group non la faccia entrare. I pacchetti vengono scartati, perciò la chiamata resta appesa fino al timeout.',
      fix: 'Metti la funzione in subnet private con una route verso un NAT gateway, aggiungi VPC endpoint per i servizi AWS che chiama, lascia uscire il suo security group ed entrare in quello di destinazione; oppure togli la funzione dalla VPC.',
    }),
  },
});

function saysTimeout({ text }: Case): boolean {
  return (
    text !== undefined &&
    /tim(?:e|ing|ed) ?-?out|hang/i.test(text.words) &&
    (text.answer?.status ?? 504) >= 500
  );
}

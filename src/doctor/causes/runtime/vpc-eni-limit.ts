// Lambda could not attach the function to its VPC (SPEC §5.1 #12).
import { defineCause } from '../../cause.ts';
import { cut } from '../../words.ts';

export const vpcEniLimit = defineCause<null>({
  id: 'runtime.vpc-eni-limit',
  step: 1,
  match({ outcome }) {
    if (outcome?.kind !== 'lambda-refused') return null;
    if (!/\bENI\b|network interface|[Ss]ubnet|SecurityGroup|EC2/.test(outcome.message)) return null;
    return { confidence: 0.9, evidence: [cut(outcome.message)], facts: null };
  },
  words: {
    en: () => ({
      title: 'Lambda could not attach the function to its VPC',
      why: "It needs a network interface with a free address in the function's subnets; none could be had.",
      fix: 'Give the function larger or more subnets, or raise the quota of network interfaces.',
    }),
    it: () => ({
      title: 'Lambda non ha potuto collegare la funzione alla sua VPC',
      why: "Serve un'interfaccia di rete con un indirizzo libero nelle subnet della funzione; non se n'è potuta avere nessuna.",
      fix: 'Dai alla funzione subnet più grandi o più numerose, oppure alza la quota delle interfacce di rete.',
    }),
  },
});

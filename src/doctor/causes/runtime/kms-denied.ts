// Lambda could not decrypt the function's environment (SPEC §5.1 #12).
import { defineCause } from '../../cause.ts';
import { cut } from '../../words.ts';

export const kmsDenied = defineCause<null>({
  id: 'runtime.kms-denied',
  step: 1,
  match({ outcome }) {
    if (outcome?.kind !== 'lambda-refused' || !outcome.message.includes('KMS')) return null;
    return { confidence: 0.95, evidence: [cut(outcome.message)], facts: null };
  },
  words: {
    en: () => ({
      title: "Lambda may not use the KMS key of the function's environment variables",
      why: "The variables are decrypted with the function's role before it starts; a role that was made anew has lost its grant. The function logs nothing.",
      fix: "Allow `kms:Decrypt` on the key for the function's role, then save the function's KMS key or role once more.",
    }),
    it: () => ({
      title: "Lambda non può usare la chiave KMS delle variabili d'ambiente della funzione",
      why: 'Le variabili vengono decifrate con il ruolo della funzione prima che parta; un ruolo rifatto ha perso il suo grant. La funzione non registra nulla.',
      fix: 'Consenti `kms:Decrypt` sulla chiave al ruolo della funzione, poi salva di nuovo la chiave KMS o il ruolo della funzione.',
    }),
  },
});

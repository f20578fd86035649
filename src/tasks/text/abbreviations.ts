/** Words after whose full stop a sentence goes on, lower-case and without the stop: English, and the German, Dutch, French and Spanish ones common in mail. */
export const ABBREVIATIONS: ReadonlySet<string> = new Set(
  (
    'mr mrs ms mx dr prof st sr jr rev hon capt lt col gen messrs no nos nr num art fig figs sec ch vol pp para ref tel ext fax attn ' +
    'approx ca circa est max min avg incl excl resp vs cf viz e.g i.e eg ie esp ltd inc corp co bros dept assn assoc univ ' +
    'jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed weds thu thur thurs fri sat sun ' +
    'z.b d.h u.a bzw ggf inkl zzgl usw str evtl o.ä dhr mevr bijv t.a.v mme mlle env p.ex sra srta av avda ' +
    'geb bzgl intl lic dra ing arch ul sp p.s p.p a.m p.m yr yrs hr hrs wk wks min mins qty pcs ea temp spec acct'
  ).split(' '),
);

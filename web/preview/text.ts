// The frame's own words, in the language of the interface.

type Language = "fr" | "en";

const words = {
  otherSite: { fr: "Contenu d’un autre site : ", en: "Content of another site: " },
  otherSiteWhy: {
    fr: "Il n’est pas chargé tant que vous ne le demandez pas. Ce site pourra alors déposer des traceurs.",
    en: "It is not loaded until you ask for it. That site may then store trackers.",
  },
  otherSiteNot: {
    fr: "L’aperçu ne peut pas l’afficher ; la page publiée le montrera.",
    en: "The preview cannot show it; the published page will.",
  },
  show: { fr: "Afficher", en: "Show" },
  newTab: { fr: "Ouvrir dans un nouvel onglet", en: "Open in a new tab" },
  offline: {
    fr: "Vous êtes hors ligne : ce contenu ne peut pas être chargé pour l’instant.",
    en: "You are offline: this content cannot be loaded for now.",
  },
  imageMissing: { fr: "Image introuvable", en: "Image not found" },
  imageHeavy: { fr: "Image trop lourde pour être montrée ici", en: "Image too heavy to be shown here" },
  imageRemote: { fr: "Image d’un autre site", en: "Image of another site" },
  imageRemoteShow: { fr: "Afficher les images des autres sites", en: "Show images of other sites" },
};

let language: Language = "fr";

export function setLanguage(lang: Language): void {
  language = lang;
}

export function say(word: keyof typeof words): string {
  return words[word][language];
}

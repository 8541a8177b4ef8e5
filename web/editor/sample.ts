// This file is the page that a first visit starts on: short, real, and showing
// what the editor is for. Written for Aperçu.
import type { Lang } from "./strings";

const fr = `---
layout: layouts/post.njk
title: "Un parcours pour apprendre l’accessibilité"
description: "Quatre modules courts, une vidéo et sa transcription."
date: 2026-03-16
tags:
  - Formation
  - Accessibilité
---
## Quatre modules ouverts à tous

Chaque module dure **vingt minutes**. On y apprend à écrire un texte alternatif, à structurer une page et à publier une vidéo que tout le monde peut suivre.

{% dailymotion "x9fznfq", "Présentation du parcours" %}

{% transcription "Présentation du parcours" %}
**Camille Renard\u00a0:** Bonjour et bienvenue. Ce parcours s’adresse à toutes les personnes qui publient sur un site public.

Il comprend quatre modules. Le premier parle des images\u00a0: quand les décrire, et comment.

Le deuxième parle des titres et des listes. Le troisième, des liens et des documents à télécharger.

Le dernier parle des vidéos. Vous verrez qu’une transcription aide aussi les personnes qui lisent dans le train, sans le son.

**Idris Morel\u00a0:** À la fin de chaque module, un exercice se fait sur l’une de vos pages.

*À l’écran\u00a0: l’adresse d’inscription, formation.exemple.fr.*
{% endtranscription %}

:::callout S’inscrire
Les inscriptions sont ouvertes jusqu’au 30 avril. Écrivez à votre référent accessibilité pour réserver une place.
:::

### Ce que vous saurez faire

1. Décrire une image, ou la déclarer décorative.
2. Donner à chaque lien un intitulé qui se comprend seul.
3. Accompagner une vidéo de sa transcription.

<div class="fr-table">
<table>
<caption>Les deux premiers modules</caption>
<thead>
<tr><th scope="col">Module</th><th scope="col">Durée</th><th scope="col">Format</th></tr>
</thead>
<tbody>
<tr><td>Images</td><td>20 min</td><td>en ligne</td></tr>
<tr><td>Titres</td><td>20 min</td><td>en ligne</td></tr>
</tbody>
</table>
</div>

[Télécharger le programme (PDF – 240\u00a0Ko)](/documents/programme.pdf)
`;

const en = `---
layout: layouts/post.njk
lang: en
title: "A course to learn accessibility"
description: "Four short modules, a video and its transcript."
date: 2026-03-16
tags:
  - Training
  - Accessibility
---
## Four modules open to all

Each module takes **twenty minutes**. You learn to write an alternative text, to structure a page and to publish a video that everyone can follow.

{% dailymotion "x9fznfq", "Presentation of the course" %}

{% transcription "Presentation of the course" %}
**Camille Renard:** Hello and welcome. This course is for everyone who publishes on a public site.

It has four modules. The first is about images: when to describe them, and how.

The second is about headings and lists. The third, about links and documents to download.

The last is about videos. A transcript also helps those who read on the train, without the sound.
{% endtranscription %}

:::callout Sign up
Registration is open until 30 April.
:::
`;

/// The sample page in that language, and its file name.
export function sample(lang: Lang): { name: string; text: string } {
  return lang === "en" ? { name: "accessibility-course.md", text: en } : { name: "parcours-accessibilite.md", text: fr };
}

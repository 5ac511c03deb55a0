"""What are the invented people called? Names drawn from two lists of many cultures, the same for the same seed."""

import unicodedata

import numpy as np

_FIRST = """
Abena Adaora Adrian Agnes Aiko Akira Alba Aleksi Alma Amir Ana Anders Andrei Anika Anouk Arjun Asha Astrid Aya Ayumi
Beatriz Bela Bilal Bianca Bora Bruno Camila Carmen Cedric Chidi Clara Corin Dagny Dalia Damir Daniela Dario Deniz
Diego Dina Dorota Edda Ejike Elena Elias Elio Emeka Emre Enzo Esra Ester Eszter Fabian Fatima Femi Fiona Flora Freya
Gabor Gita Gonzalo Grace Hana Haruto Helga Henrik Hiroshi Ibrahim Ida Ilse Imre Ingrid Irina Isabel Ivo Jamal Jana
Javier Joana Joris Jun Kaito Kalina Karim Kavya Keiko Khadija Kiran Kwame Laila Lars Leila Leon Lidia Linh Livia
Lorenzo Lucia Luka Mads Magda Malik Manon Marek Mariam Marta Mateo Matilda Mei Milan Minh Mira Moses Nadia Naoko
Naveen Nela Ngozi Nikhil Nils Noor Nuno Obinna Olga Omar Oona Otto Paloma Pavel Petra Pilar Piotr Priti Rafael Rahul
Rania Rasmus Renata Rohan Rosa Ruta Sabine Samir Sana Sara Selin Sena Simone Sofia Soren Suresh Sven Tamar Tariq
Tereza Thandi Thomas Tiago Tomas Tova Ulla Uma Valeria Vera Viktor Wanda Wei Wiktor Xenia Yara Yuki Yusuf Zara
Zeynep Zoltan Zuri
"""
FIRST = tuple(_FIRST.split())
_LAST = """
Abara Adeleke Aguirre Ahlberg Akintola Albers Almeida Anand Arslan Asante Bakker Balogun Banerjee Barros Bauer
Becker Bello Benitez Berglund Bianchi Boateng Bognar Bondarenko Brandt Caruso Castell Cernak Chaudhry Chevalier
Conti Costa Dalgaard Danso Delgado Demir Desai Dlamini Dobos Duarte Eklund Engel Eriksen Esposito Falk Farouk Fekete
Fernandes Fiala Fontaine Fournier Fujita Gallo Garai Gashi Ghosh Gruber Haddad Hakimi Halvorsen Hansson Hayashi
Hegde Herrera Holm Horvat Hosseini Hrubec Ibarra Idowu Inoue Iyer Jansen Jelinek Joshi Juhasz Kamara Kaplan Karlsen
Kask Katz Keita Khoury Kimura Koch Kolar Korhonen Kowal Kruger Kurt Laine Larsson Lefebvre Lindholm Lopes Lovric
Maduka Malhotra Marchetti Marin Mazur Mbeki Menon Merced Mishra Molina Moreau Moser Murad Mwangi Nagy Nakata Ndiaye
Nemec Nkosi Novak Nunes Oduya Okada Okeke Olsen Onyango Orlov Osman Palmgren Papp Pereira Petrov Pham Pinto Popescu
Quiroga Rahimi Rantanen Reddy Ribeiro Richter Rossi Sabry Sakai Salazar Santos Sarkar Schuster Sequeira Shah Sharma
Silva Simic Sobol Soto Spiteri Stoica Suzuki Szabo Tahir Tamm Teixeira Toth Tran Uchida Valdez Varga Vasquez Verhoef
Vidal Virtanen Vogel Wahl Walters Watanabe Winkler Wolff Yamada Yilmaz Zafar Zamora Zeman Ziegler
"""
LAST = tuple(_LAST.split())


def names(count: int, seed: int = 7) -> list[tuple[str, str]]:
    """So many different pairs of first and last name; a longer draw of the same seed begins with the shorter one."""
    if count > len(FIRST) * len(LAST):
        raise ValueError(f"only {len(FIRST) * len(LAST)} names can be formed")
    order = np.random.default_rng(seed).permutation(len(FIRST) * len(LAST))[:count]
    return [(FIRST[place // len(LAST)], LAST[place % len(LAST)]) for place in order]


def address(name: str, domain: str = "meridian.example") -> str:
    """The e-mail address of someone of this name, in plain letters."""
    letters = unicodedata.normalize("NFKD", name.replace("ı", "i")).encode("ascii", "ignore").decode().lower()
    return f"{letters.replace(' ', '.')}@{domain}"

"""Words that are also names: taken for a name only where they are written like one."""

_JOINING = """
a al am an and as at aus bei bin bint che da dal das de dei del della dem den der des di die do dos du e ein el en er
es et for from fur ha has he her his i ibn ich if il im in is ist it ja la las le les lo los mit my no noch of on or
os para per por sie sin so st su te ten ter the to un und uns van vom von was we wer with y you your zu zum zur
"""
#: Never a name by themselves: only beside another name of the same person.
JOINING = frozenset(_JOINING.split())
_ORDINARY = """
able account alt anders angel april art august autumn bake baker bank banks banner bar bark base basin bass bay beach
bean bear beck bell berg best bill bird bishop black bloom blue board bond book born both bowl brand bread break
bridge bright brook brown buck budget bull burn bush butcher butler buyer call camp campo can cannon carpenter carter
case cash castle chance change charity chase check chef cherry chip christian church clara claro clay clean clear
clever cliff close cloud coach cole collar cook cool corn costa count court crane cross crystal dale dance darling
dato dawn day deal dean deck diamond dick done dove down drake draw drew drum duke dunn early east easter edge eight
elder ende ernst eve even ever faith fall farmer fast field fields fine finn fire first fish fisher fleck flint flora
flores flower ford forest forward foster fox frank free freeman fresh frost fry full fuller garden gardener gate gay
gem gift gill glass glen gloria glover gold good grace graf grand grant grass grau gray great green grey gross ground
guerra guide gut guy hale half hall hand hardy harm harmony hart hat hatch hay hazel head heath heaven help herd hero
hey hill hoch hold holly home hood hook hope horn house hoy hunt hunter iris iron ivory ivy jack jade jay jet job
joint joy july june jung just justice kann keen key kid kind king klein klug knight kraft krause kurz lake lamb land
lane lang large last law lead leaf lean lee less lieb light lily link list little loan lock long lord lot love low
luck luna mac mace mai maid main major male mann mar march mark market marks marsh mason mass master mat matter may
mayor mead mehr mercy meter mild mile miles mill miller mills min mind mine mint mira miran miss mist mond monk monte
moon moor more moss mount mut myth neu new nice nick night noble north notes novel nur oak ocean ohne olive one only
own pace page paid park parker past pat patience paz pea peace pearl pen penny people pepper pico pike pilar pin pine
pink piper pit place plan plank plant plaza pole pond pool poppy port porter post potter pound power present press
price prime prince prior proud prudence queen quick quiet race rain ranger rat raven ray read red reed reich rein reis
rest rey reyes rich rider ridge right ring rio rios river road rob rock rod rojo romero root rosa rose row royal ruby
rule run rush sage sailor saint sal sale sales salt sand santa say schnell schwarz see self sharp shay shell shepherd
shore short show sierra silver singer skip sky small smart smith snow sol song south spark spear spell spring stable
stack staff star stark state steel stein stern steve still stock stolz stone storm story straw street strong sturm sue
suit summer sun sunny swan swift tag tanner temple term terra tim time toll ton top torres tot tower towers town trip
true trust try turner two under vale van vega vera verde vice victor vida viel vine violet voll wade wagner wahl wait
walker wall war ward ware warm warner water waters way wayne weaver web weiss well wells west wheat wheeler white wie
wild will willow win wind wing winter wise wolf wonder wong wood woods word work worth wright yes young zeit
فرق فريق
"""
#: Ordinary words that people and companies are called by; the Arabic ones (teams, team) sound like some.
ORDINARY = frozenset(_ORDINARY.split())
_TRADE = """
ab ag aktiengesellschaft and anlagenbau as asa associates automation bank bhd bv capital center centre chemicals
chemie co company components consulting controls corp corporation data design digital electric electronics elektronik
energie energy engineering enterprise enterprises equipment europe express fertigung finance financial finanz food
foods freight general gesellschaft global gmbh group gruppe handel health healthcare holding holdings home hospital
hotel hotels iberica inc industria industrial industrias industrie industries instrument instruments insurance
international kg klinik kommunikation krankenhaus lab laboratories labs limited llc llp logistics logistik ltd machine
machinery machines management manufacturing maschinen maschinenbau materials media medical medien medizin metal metals
mining mobility motors national network networks oil optics oy partner partners pharma plant plastics plc power
precision pressures process products produkte project projects pump pumpen pumps real retail robotics sa sarl se
sensors service services servicios shipping sl software solar solutions spa stadtwerke stahl steel store supply system
systeme systems team tech technik technologies technology telecom textile textiles tool tools trade trading trans
transport union united university valves venture ventures verlag versicherung water werk werke works world
"""
#: What companies are called besides their own name.
TRADE = frozenset(_TRADE.split())

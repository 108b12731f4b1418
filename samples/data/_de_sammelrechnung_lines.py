"""The 46 lines of the collective invoice."""

TABLE = """
1 | AZ-M | Arbeitszeit Monteur, Objekt Lindenweg 4 | 3.50 | Std | 58.40
2 | AZ-H | Arbeitszeit Helfer, Objekt Lindenweg 4 | 3.50 | Std | 41.20
3 | 118-2040 | Thermostatventil Eckform DN 15 | 4.00 | Stk | 23.75
4 | 118-2112 | Thermostatkopf weiß M30 x 1,5 | 4.00 | Stk | 14.90
5 | 230-0015 | Kupferrohr 15 x 1 mm, Stange | 6.00 | m | 8.35
6 | 230-1015 | Pressfitting Bogen 90° 15 mm | 8.00 | Stk | 3.62
7 | FP-1 | Fahrtpauschale Zone 1 | 1.00 | Stk | 28.00
8 | AZ-M | Arbeitszeit Monteur, Objekt Ringstraße 17, Austausch der Umwälzpumpe im Heizungskeller | 2.75 | Std | 58.40
9 | 402-0325 | Umwälzpumpe Hocheffizienz 25-60, 180 mm | 1.00 | Stk | 318.50
10 | 402-9001 | Pumpenverschraubung DN 25, Paar | 1.00 | Paar | 19.80
11 | 550-0100 | Dichtungssatz Heizung, sortiert | 1.00 | Satz | 12.40
12 | FP-2 | Fahrtpauschale Zone 2 | 1.00 | Stk | 39.00
13 | AZ-M | Arbeitszeit Monteur, Objekt Am Anger 2 | 1.25 | Std | 58.40
14 | 611-0407 | Spülkasten-Füllventil, geräuscharm | 2.00 | Stk | 27.95
15 | 611-0420 | Glockenheber mit Doppelspülung | 2.00 | Stk | 31.10
16 | 611-0900 | Dichtmanschette WC-Anschluss DN 110 | 2.00 | Stk | 9.85
17 | FP-1 | Fahrtpauschale Zone 1 | 1.00 | Stk | 28.00
18 | AZ-M | Arbeitszeit Monteur, Objekt Gartenstraße 31 | 4.00 | Std | 58.40
19 | AZ-H | Arbeitszeit Helfer, Objekt Gartenstraße 31 | 4.00 | Std | 41.20
20 | 705-0080 | Ausdehnungsgefäß 80 l, stehend | 1.00 | Stk | 164.30
21 | 705-0101 | Kappenventil DN 20 mit Entleerung | 1.00 | Stk | 22.65
22 | 705-0200 | Sicherheitsventil 3 bar DN 15 | 1.00 | Stk | 18.20
23 | 230-0022 | Kupferrohr 22 x 1 mm, Stange | 4.00 | m | 12.15
24 | 230-1022 | Pressfitting T-Stück 22 mm | 5.00 | Stk | 7.44
25 | 880-0010 | Rohrisolierung 22 mm, 20 mm stark | 12.00 | m | 4.25
26 | HW-VE | Heizungswasser vollentsalzt, Füllung | 0.18 | m³ | 95.00
27 | FP-1 | Fahrtpauschale Zone 1 | 1.00 | Stk | 28.00
28 | AZ-M | Arbeitszeit Monteur, Objekt Südstraße 9 | 1.50 | Std | 58.40
29 | 620-0112 | Einhebelmischer Küche, verchromt | 1.00 | Stk | 86.90
30 | 620-0310 | Eckventil 1/2 Zoll mit Rosette | 2.00 | Stk | 8.75
31 | 620-0333 | Flexschlauch 3/8 Zoll, 500 mm | 2.00 | Stk | 6.30
32 | ENTS | Entsorgung Altteile | 1.00 | Psch | 15.00
33 | FP-2 | Fahrtpauschale Zone 2 | 1.00 | Stk | 39.00
34 | WART-G | Wartung Gastherme laut Wartungsplan, inkl. Abgasmessung und Protokoll | 12.00 | Stk | 89.00
35 | 930-0012 | Zündelektrode, Wartungssatz | 12.00 | Stk | 16.45
36 | 930-0044 | Brennerdichtung | 12.00 | Stk | 7.80
37 | AZ-N | Notdienst Monteur, Sonntag 17.11.2024 | 2.00 | Std | 96.50
38 | 550-0210 | Rohrbruchschelle 1 Zoll | 2.00 | Stk | 24.15
39 | FP-N | Fahrtpauschale Notdienst | 1.00 | Stk | 65.00
40 | AZ-M | Arbeitszeit Monteur, Objekt Mühlweg 12 | 2.25 | Std | 58.40
41 | 640-0100 | Wannenfüll- und Brausebatterie Aufputz | 1.00 | Stk | 112.70
42 | 640-0155 | Brauseschlauch 1,60 m | 3.00 | Stk | 13.35
43 | 640-0160 | Handbrause, wassersparend | 3.00 | Stk | 17.90
44 | 770-0030 | Silikon sanitär, transparent, 310 ml | 4.00 | Kart | 6.85
45 | KLEIN | Kleinmaterial | 1.00 | Psch | 22.50
46 | FP-1 | Fahrtpauschale Zone 1 | 1.00 | Stk | 28.00
"""

rows=[
[("SURGERY PRECERT WORKSHEET  -  Prendergast Spine & Brain, PLLC  (tab: PRECERT 2026)",7,'h')],
[("Precert ref",1,'l'),("PC-261103-0412",1,''),("Date req.",1,'l'),("11/03/2026",1,''),("Priority",1,'l'),("STANDARD",2,'')],
[("Sent to",1,'l'),("Copperline Mutual, fax 520-555-0190",3,''),("Entered by",1,'l'),("TLJ / ext 44",2,'')],
[("PATIENT",7,'b')],
[("Name",1,'l'),("ETCHEGARAY, MARISOL Q",2,''),("DOB",1,'l'),("06/09/1975",1,''),("Sex",1,'l'),("F",1,'')],
[("Address",1,'l'),("1460 W Ocotillo Pass, Benson Wells, AZ 85613",3,''),("Cell",1,'l'),("520-555-0158",2,'')],
[("MRN",1,'l'),("E-55120",1,''),("Ht",1,'l'),("5 ft 4 in",1,''),("Wt",1,'l'),("148 lb",2,'')],
[("Plan",1,'l'),("Copperline Mutual",1,''),("Product",1,'l'),("Commercial EPO",1,''),("Group #",1,'l'),("CM-88-4410",2,'')],
[("Member ID",1,'l'),("CPM 7710453 B2",1,''),("Insured",1,'l'),("patient (self)",1,''),("Auto claim",1,'l'),("none, not MVA",2,'')],
[("PROVIDERS",7,'b')],
[("Role",1,'t'),("Name",2,'t'),("NPI",1,'t'),("TIN",1,'t'),("Lic / CCN",1,'t'),("Phone",1,'t')],
[("Assistant",1,''),("Kofi Ansah-Reyes, PA-C",2,''),("2674465200",1,''),("86-3377142",1,''),("AZ PA-7714",1,''),("520-555-0130",1,'')],
[("Surgeon",1,''),("Lucian Prendergast, MD",2,''),("1331018048",1,''),("86-3377142",1,''),("AZ 41907",1,''),("520-555-0130",1,'')],
[("Facility",1,''),("Copper Basin Surgery Center",2,''),("1057198958",1,''),("86-1190553",1,''),("03C0001188",1,''),("520-555-0166",1,'')],
[("Anesthesia",1,''),("Sulphur Springs Anesthesia",2,''),("1444540011",1,''),("86-0042217",1,''),("",1,''),("520-555-0167",1,'')],
[("Neuromonitor",1,''),("Axon Watch LLC",2,''),("1704241896",1,''),("45-2201788",1,''),("",1,''),("800-555-0111",1,'')],
[("PCP",1,''),("Beatrix Olmstead, NP",2,''),("1548044308",1,''),("86-7120034",1,''),("AZ AP-2290",1,''),("520-555-0102",1,'')],
[("Surg. specialty",1,'l'),("Neurosurgery",2,''),("Office fax",1,'l'),("520-555-0131",3,'')],
[("CASE",7,'b')],
[("CPT",1,'t'),("Procedure",3,'t'),("Qty",1,'t'),("Level",1,'t'),("Prior try",1,'t')],
[("22856",1,''),("Cervical disc replacement, first level",3,''),("1",1,''),("C5-C6",1,''),("22551 canc.",1,'s')],
[("22858",1,''),("Cervical disc replacement, second level",3,''),("1",1,''),("C6-C7",1,''),("",1,'')],
[("DOS",1,'l'),("11/23/2026",1,''),("Thru",1,'l'),("02/21/2027",1,''),("Setting",1,'l'),("ASC, home same day",2,'')],
[("Dx 1",1,'l'),("M50.122",1,''),("Cervical disc disorder at C5-C6 with radiculopathy",5,'')],
[("Dx 2",1,'l'),("M50.123",1,''),("Cervical disc disorder at C6-C7 with radiculopathy",5,'')],
[("Request type",1,'l'),("initial",1,''),("Old ref (closed 09/30/2026, fusion plan dropped): PC-260911-0088",5,'s')],
[("Last OV",1,'l'),("10/27/2026",1,''),("Onset",1,'l'),("02/2026",1,''),("Pre-op",1,'l'),("11/16/2026",2,'')],
[("",7,'')],
[("TO DO: card copy in; op consent out; H&P due 11/16; implant rep (Vela Spine, acct 220871) told",7,'s')],
]
o=['''<!doctype html><meta charset=utf-8><style>@page{size:letter;margin:14mm 11mm}body{font:9.8pt/1.2 "Liberation Sans Narrow","Liberation Sans",sans-serif;margin:0}
table{border-collapse:collapse;width:100%;table-layout:fixed}td,th{border:1px solid #bbb;padding:3px 4px;overflow:hidden}th{background:#e6e6e6;font-weight:normal;font-size:8.5pt;color:#333;border-color:#999}
.n{width:20px;text-align:center}.h{font-weight:bold;font-size:12pt;background:#cfe0d2}.b{font-weight:bold;background:#f4e9c8}.l{text-align:right;color:#222;background:#f7f7f7}.t{font-weight:bold;text-decoration:underline}.s{font-size:8.6pt;font-style:italic}
footer{margin-top:6px;font-size:8pt;display:flex;justify-content:space-between}</style><table><tr><th class=n><th style="width:12%">A<th style="width:18%">B<th>C<th style="width:15%">D<th style="width:14%">E<th>F<th style="width:14%">G''']
for i,r in enumerate(rows,1):
    o.append(f'<tr><th class=n>{i}'+''.join(f'<td colspan={c} class="{k}">{t}' for t,c,k in r))
o.append('</table><footer><span>\\\\PSB-FS2\\precert\\Precert_worksheet_v11.xlsx</span><span>Sheet 3 of 5, printed 11/03/2026 4:51 PM</span></footer>')
open('sheet.html','w').write('\n'.join(o))

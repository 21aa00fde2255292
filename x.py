import sys,openpyxl
for f in sys.argv[1:]:
    wb=openpyxl.load_workbook(f); print("==",f,wb.sheetnames)
    for ws in wb:
        print("--",ws.title,ws.dimensions,"freeze",ws.freeze_panes)
        for r in list(ws.iter_rows(values_only=True))[:4 if ws.title!=wb.sheetnames[-1] else 60]: print([str(v)[:140] for v in r])

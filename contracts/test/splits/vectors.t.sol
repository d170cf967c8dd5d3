// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {stdJson} from "forge-std/StdJson.sol";
import {Vm} from "forge-std/Vm.sol";

import {DeadlinePassed} from "src/Errors.sol";
import {Agreements} from "src/Agreements.sol";
import {Records} from "src/Records.sol";
import {Waterfall} from "src/libraries/Waterfall.sol";
import {Metered, Version} from "src/types/Books.sol";
import {Clause} from "src/types/Clauses.sol";
import {Standing} from "src/types/Standing.sol";
import {Agreement, MonthClose} from "src/types/Terms.sol";

import {SplitsBase} from "./SplitsBase.t.sol";

/// Branch tree of the stories in vectors/splits, which the TypeScript fold wrote:
/// for each story
/// ├── the terms take effect at `concludedAt`
/// └── for each step
///     ├── when `error` is given: it reverts with that error, and nothing changes
///     └── else: it moves what the step says, and leaves the state the step says
contract SplitsVectorsTest is SplitsBase {
    using stdJson for string;

    string private _json;
    string private _at;
    /// @dev Encoded: only the IR pipeline copies an agreement into storage.
    bytes[] private _terms;
    bytes32 private _root;
    mapping(bytes32 name => bytes4 selector) private _selectors;

    function setUp() public override {
        super.setUp();
        for (uint256 i = 1; i <= 8; ++i) {
            _know(Signer(vm.addr(i), i));
        }
        _selectors["Frozen"] = Records.Frozen.selector;
        _selectors["MonthNotOpen"] = Records.MonthNotOpen.selector;
        _selectors["NotEnded"] = Records.NotEnded.selector;
        _selectors["EntriesMissing"] = Records.EntriesMissing.selector;
        _selectors["AgreementEnded"] = Records.AgreementEnded.selector;
        _selectors["VersionsPending"] = Records.VersionsPending.selector;
        _selectors["TooEarly"] = Records.TooEarly.selector;
        _selectors["DeadlinePassed"] = DeadlinePassed.selector;
        _selectors["LockNotWaiting"] = Records.LockNotWaiting.selector;
        _selectors["LockWaiting"] = Records.LockWaiting.selector;
        _selectors["MonthStillOpen"] = Records.MonthStillOpen.selector;
        _selectors["FreezeUsedUp"] = Agreements.FreezeUsedUp.selector;
    }

    function test_everyStory() public {
        vm.pauseGasMetering();
        Vm.DirEntry[] memory entries = vm.readDir("../vectors/splits");
        uint256 start = vm.snapshotState();
        for (uint256 i; i < entries.length; ++i) {
            this.replay(entries[i].path);
            vm.revertToState(start);
        }
        assertGt(entries.length, 10, "stories");
    }

    /// @dev External, as is each step, so that the memory the JSON takes is given back.
    function replay(string memory path) external {
        _json = vm.readFile(path);
        bytes[] memory terms = _json.readBytesArray(".terms");
        vm.warp(_json.readUint(".concludedAt"));
        for (uint256 i; i < terms.length; ++i) {
            Agreement memory agreement = abi.decode(terms[i], (Agreement));
            agreement.money.asset = asset;
            agreement.rules.quorum = quorum;
            agreement.rules.arbiters = agreement.rules.maxFreeze == 0 ? bytes32(0) : arbiters;
            agreement.rules.signBy = type(uint40).max;
            (agreement.root, agreement.previous) = (0, 0);
            if (i != 0) agreement = _next(agreement, _version(i - 1));
            _terms.push(abi.encode(agreement));
        }
        _root = _conclude(_version(0));
        for (uint256 i; vm.keyExistsJson(_json, string.concat(".steps[", vm.toString(i), "]")); ++i) {
            _at = string.concat(".steps[", vm.toString(i), "]");
            this.step(string.concat(path, " ", vm.toString(i), " ", _word("type")));
        }
    }

    function step(string memory where) external {
        vm.warp(_number("at"));
        Agreement memory agreement = _version(_number("version"));
        uint256[] memory before = _balances(agreement);
        uint256 receivable = _receivable(_root);
        string memory refusal = _word("error");
        try this.act(agreement, bytes32(bytes(_word("type")))) {
            assertEq(refusal, "", string.concat(where, ": passed"));
        } catch (bytes memory reason) {
            bytes4 expected = _selectors[bytes32(bytes(refusal))];
            assertEq(vm.toString(bytes4(reason)), vm.toString(expected), string.concat(where, ": error ", refusal));
        }

        assertEq(_receivable(_root) - receivable, _number("returned"), string.concat(where, ": returned"));
        uint256[] memory paid = _list("paid");
        uint256[] memory held = _balances(agreement);
        for (uint256 i; i < held.length; ++i) {
            uint256 expected = paid.length == 0 ? 0 : paid[i];
            assertEq(held[i] - before[i], expected, string.concat(where, ": paid"));
        }
        if (splits.currentOf(_root) != splits.digestOf(agreement)) {
            assertEq(splits.entitledOf(agreement), _list("entitledOf"), string.concat(where, ": entitled then"));
        }
        _compare(where);
    }

    function act(Agreement memory agreement, bytes32 kind) external {
        require(msg.sender == address(this));
        if (kind == "receipt") {
            _pay(_root, uint128(_number("amount")), uint40(_number("bookedAt")));
        } else if (kind == "refund") {
            _refund(_root, uint128(_number("amount")), uint40(_number("bookedAt")));
        } else if (kind == "observe") {
            cashier.issue(asset, _accountOf(_root), _number("amount"));
            splits.observe(agreement);
        } else if (kind == "close") {
            uint256[] memory list = _list("quantities");
            uint128[] memory quantities = new uint128[](list.length);
            for (uint256 i; i < list.length; ++i) {
                quantities[i] = uint128(list[i]);
            }
            int128 sum = int128(_json.readInt(string.concat(_at, ".sum")));
            _close(agreement, MonthClose(uint16(_number("month")), quantities, uint32(_number("entries")), sum, 0));
        } else if (kind == "closeByDefault") {
            // The contract closes the open month, whichever it is, so that no call can name another.
            uint16 openMonth = splits.standingOf(_root).openMonth;
            require(_number("month") == openMonth, Records.MonthNotOpen(uint16(_number("month")), openMonth));
            splits.closeByDefault(agreement);
        } else if (kind == "unlock") {
            _unlock(agreement, _number("clause"));
        } else if (kind == "settle") {
            splits.settle(agreement);
        } else if (kind == "amend") {
            _amend(agreement, _version(_number("version") - 1));
        } else if (kind == "freeze") {
            _freeze(agreement);
        } else if (kind == "resume") {
            _resume(agreement);
        } else if (kind == "terminate") {
            _terminate(agreement);
        } else if (kind == "complete") {
            splits.complete(agreement);
        } else {
            assertEq(kind, "lapse", "an unknown step");
        }
    }

    function _compare(string memory where) private view {
        Agreement memory agreement = _inForce();
        bytes32 digest = splits.digestOf(agreement);
        Standing memory standing = splits.standingOf(_root);
        Version memory version = splits.versionOf(digest);
        assertEq(standing.owed, _number("after.owed"), string.concat(where, ": owed"));
        assertEq(_heldBy(_accountOf(_root)), _number("after.balance"), string.concat(where, ": balance"));
        int256 open = int256(uint256(standing.held)) - int256(uint256(standing.owed));
        assertEq(open, _json.readInt(string.concat(_at, ".after.openNet")), string.concat(where, ": open net"));
        assertEq(standing.openMonth, _number("after.openMonth"), string.concat(where, ": open month"));
        assertEq(version.base, _number("after.base"), string.concat(where, ": base"));
        // The view counts a lock as lapsed once its time is over; the fold only from the step that says so.
        if (bytes(_word("error")).length == 0) {
            assertEq(splits.entitledOf(agreement), _list("after.entitled"), string.concat(where, ": entitled"));
        }
        _compareMonthly(agreement, digest, where);
        _compareClauses(agreement, digest, version, where);
    }

    function _compareMonthly(Agreement memory agreement, bytes32 digest, string memory where) private view {
        uint256[] memory taken = _list("after.taken");
        uint256[] memory quantity = _list("after.quantity");
        int256[] memory unpaid = _json.readIntArray(string.concat(_at, ".after.unpaid"));
        for (uint256 i; i < agreement.rules.monthly.length; ++i) {
            Metered memory metered = splits.meteredOf(digest, i);
            assertEq(metered.taken, taken[i], string.concat(where, ": taken of the month"));
            assertEq(metered.unpaid, unpaid[i], string.concat(where, ": unpaid"));
            assertEq(metered.quantity, quantity[i], string.concat(where, ": quantity"));
        }
    }

    function _compareClauses(Agreement memory agreement, bytes32 digest, Version memory version, string memory where)
        private
        view
    {
        Clause[] memory clauses = agreement.rules.clauses;
        uint256 monthly = agreement.rules.monthly.length;
        uint256[] memory expected = _list("after.taken");
        uint256[] memory limits = new uint256[](clauses.length);
        for (uint256 i; i < clauses.length; ++i) {
            uint256 continued = splits.continuedOf(digest, i);
            uint256 limit = clauses[i].limit == 0 ? type(uint256).max : clauses[i].limit;
            limits[i] = limit > continued ? limit - continued : 0;
        }
        uint256[] memory taken = Waterfall.takenDown(clauses, limits, version.base);
        string[] memory locks = _json.readStringArray(string.concat(_at, ".after.locks"));
        for (uint256 i; i < clauses.length; ++i) {
            assertEq(taken[i], expected[monthly + i], string.concat(where, ": taken"));
            uint256 lock = Waterfall.lockOf(version.locks, i);
            bool isUnlocked = keccak256(bytes(locks[i])) == keccak256("unlocked");
            assertEq(lock == Waterfall.UNLOCKED, isUnlocked, string.concat(where, ": lock"));
        }
    }

    function _inForce() private view returns (Agreement memory) {
        bytes32 current = splits.currentOf(_root);
        for (uint256 i; i < _terms.length; ++i) {
            if (splits.digestOf(_version(i)) == current) return _version(i);
        }
        revert("no version in force");
    }

    function _balances(Agreement memory agreement) private view returns (uint256[] memory balances) {
        uint256 parties = agreement.parties.length;
        balances = new uint256[](parties + agreement.rules.registers.length);
        for (uint256 i; i < parties; ++i) {
            balances[i] = _heldBy(agreement.parties[i].account);
        }
        for (uint256 i = parties; i < balances.length; ++i) {
            balances[i] = _heldBy(_accountOf(_registerKey(_root, agreement.rules.registers[i - parties])));
        }
    }

    function _number(string memory key) private view returns (uint256) {
        return _json.readUint(string.concat(_at, ".", key));
    }

    function _list(string memory key) private view returns (uint256[] memory) {
        return _json.readUintArray(string.concat(_at, ".", key));
    }

    function _word(string memory key) private view returns (string memory) {
        return _json.readString(string.concat(_at, ".", key));
    }

    function _version(uint256 i) private view returns (Agreement memory) {
        return abi.decode(_terms[i], (Agreement));
    }
}

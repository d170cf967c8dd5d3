// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test} from "forge-std/Test.sol";
import {ERC20} from "solady/tokens/ERC20.sol";

import {Ledger} from "src/Ledger.sol";

import {Agent} from "../mocks/Agent.sol";
import {BlockingToken} from "../mocks/BlockingToken.sol";
import {FeeToken} from "../mocks/FeeToken.sol";
import {Issuer} from "../mocks/Issuer.sol";
import {Payee} from "../mocks/Payee.sol";
import {ReenteringToken} from "../mocks/ReenteringToken.sol";
import {SilentToken} from "../mocks/SilentToken.sol";
import {Striker} from "../mocks/Striker.sol";
import {Token} from "../mocks/Token.sol";

/// @notice Does everything that can be done on the Ledger with honest and hostile tokens, and keeps its own account of what
/// every balance must be: it is lowered only where the handler acted with the authority to lower it.
contract LedgerHandler is Test {
    uint96 internal constant OPEN = 7;
    uint96 internal constant RESTRICTED = 1 << 95 | 7;
    uint256 internal constant MAX = 1e24;

    Ledger public immutable LEDGER;

    Agent[] public agents;
    Payee[] public payees;
    Issuer public issuer;
    ReenteringToken public hostile;
    bytes32[] public keys = [bytes32("first"), bytes32("second")];

    /// @notice Every token, and every id: the tokens' first, then the open and the restricted series.
    address[] public tokens;
    uint256[] public ids;

    /// @notice Everyone who can hold units.
    address[] public holders;

    /// @notice What each balance must be.
    mapping(address holder => mapping(uint256 id => uint256 amount)) public expected;

    /// @notice What the books showed when somebody looked in the middle of a call, at worst.
    bool public everUnbacked;
    bool public everUnbalanced;
    uint256 public looks;

    /// @dev What a withdrawal has taken from balances and not yet from the supply.
    uint256 private _inFlight;
    bool private _nested;

    constructor(Ledger ledger) {
        LEDGER = ledger;
        issuer = new Issuer(ledger);
        hostile = new ReenteringToken();
        tokens =
            [address(new Token()), address(new FeeToken()), address(new SilentToken()), address(new BlockingToken())];
        tokens.push(address(hostile));
        for (uint256 i; i < tokens.length; ++i) {
            ids.push(uint160(tokens[i]));
        }
        ids.push(uint256(OPEN) << 160 | uint160(address(issuer)));
        ids.push(uint256(RESTRICTED) << 160 | uint160(address(issuer)));

        for (uint256 i; i < 4; ++i) {
            agents.push(new Agent());
            holders.push(address(agents[i]));
            for (uint256 j; j < tokens.length; ++j) {
                agents[i].act(tokens[j], abi.encodeCall(ERC20.approve, (address(ledger), type(uint256).max)));
            }
        }
        for (uint256 i; i < 2; ++i) {
            payees.push(new Payee(ledger));
            for (uint256 j; j < keys.length; ++j) {
                holders.push(ledger.accountOf(address(payees[i]), keys[j]));
            }
        }
        BlockingToken(tokens[3]).block_(holders[0], true);
    }

    /* TOKENS IN AND OUT */

    function deposit(uint256 agent, uint256 token, uint256 to, uint256 amount) public {
        amount = bound(amount, 0, MAX);
        (Agent from, address asset, address receiver) = (_agent(agent), _token(token), _holder(to));
        if (asset == tokens[3] && address(from) == holders[0]) return;
        Token(asset).mint(address(from), amount);
        if (asset == tokens[2]) _approveSilent(from);

        bytes memory result = from.act(address(LEDGER), abi.encodeCall(Ledger.deposit, (asset, receiver, amount, 0)));
        expected[receiver][uint160(asset)] += abi.decode(result, (uint256));
    }

    function withdraw(uint256 agent, uint256 token, uint256 amount) public {
        (Agent from, address asset) = (_agent(agent), _token(token));
        address receiver = asset == tokens[3] ? address(this) : address(from);
        amount = bound(amount, 0, LEDGER.balanceOf(address(from), uint160(asset)));

        expected[address(from)][uint160(asset)] -= amount;
        if (asset == address(hostile)) _inFlight += amount;
        from.act(address(LEDGER), abi.encodeCall(Ledger.withdraw, (asset, receiver, amount)));
        if (asset == address(hostile)) _inFlight -= amount;
    }

    function sweep(uint256 payee, uint256 key, uint256 token, uint256 amount) public {
        amount = bound(amount, 0, MAX);
        (Payee owner, bytes32 name, address asset) = (_payee(payee), _key(key), _token(token));
        address account = LEDGER.accountOf(address(owner), name);
        Token(asset).mint(account, amount);

        try LEDGER.sweep(address(owner), name, asset) returns (uint256 units) {
            expected[account][uint160(asset)] += units;
        } catch {
            // A sweep within this one emptied the account before the token moved; both are undone.
            assertEq(asset, address(hostile));
        }
    }

    /// @notice Tokens sent straight to the Ledger.
    function stray(uint256 token, uint256 amount) external {
        Token(_token(token)).mint(address(LEDGER), bound(amount, 0, MAX));
    }

    /* ISSUED UNITS */

    function issue(bool restricted, uint256 to, uint256 amount) external {
        amount = bound(amount, 0, MAX);
        address receiver = _holder(to);
        issuer.issue(restricted ? RESTRICTED : OPEN, receiver, amount);
        expected[receiver][ids[restricted ? 6 : 5]] += amount;
    }

    function issueAndPay(bool restricted, uint256 payee, uint256 key, uint256 amount) external {
        amount = bound(amount, 0, MAX);
        (Payee receiver, bytes32 name) = (_payee(payee), _key(key));
        expected[LEDGER.accountOf(address(receiver), name)][ids[restricted ? 6 : 5]] += amount;
        issuer.issueAndPay(restricted ? RESTRICTED : OPEN, address(receiver), name, amount, "");
    }

    /// @notice By the issuer: of restricted units from anyone but the payees, who would not hear of it; of open ones only with
    /// the holder's approval.
    function redeem(bool restricted, uint256 agent, uint256 amount) external {
        Agent from = _agent(agent);
        uint256 id = ids[restricted ? 6 : 5];
        amount = bound(amount, 0, LEDGER.balanceOf(address(from), id));
        if (!restricted) from.act(address(LEDGER), abi.encodeCall(LEDGER.approve, (address(issuer), id, amount)));
        expected[address(from)][id] -= amount;
        issuer.redeem(address(from), restricted ? RESTRICTED : OPEN, amount);
    }

    /* TRANSFERS */

    function transfer(uint256 agent, uint256 to, uint256 idIndex, uint256 amount) public {
        (Agent from, address receiver, uint256 id) = (_agent(agent), _holder(to), _id(idIndex));
        amount = bound(amount, 0, LEDGER.balanceOf(address(from), id));
        _book(address(from), receiver, id, amount);
        from.act(address(LEDGER), abi.encodeCall(LEDGER.transfer, (receiver, id, amount)));
    }

    function transferFrom(uint256 agent, uint256 by, uint256 to, uint256 idIndex, uint256 amount) external {
        (Agent from, Agent spender, address receiver) = (_agent(agent), _agent(by), _holder(to));
        uint256 id = _id(idIndex);
        amount = bound(amount, 0, LEDGER.balanceOf(address(from), id));
        from.act(address(LEDGER), abi.encodeCall(LEDGER.approve, (address(spender), id, amount)));
        _book(address(from), receiver, id, amount);
        spender.act(address(LEDGER), abi.encodeCall(LEDGER.transferFrom, (address(from), receiver, id, amount)));
        if (from != spender) assertEq(LEDGER.allowance(address(from), address(spender), id), 0);
    }

    /// @notice Nobody approved it: it must fail and change nothing.
    function steal(uint256 agent, uint256 from, uint256 idIndex, uint256 amount) external {
        (Agent thief, address victim, uint256 id) = (_agent(agent), _holder(from), _id(idIndex));
        uint256 allowed = LEDGER.allowance(victim, address(thief), id);
        if (victim == address(thief)) return;
        amount = bound(amount, allowed + 1, type(uint256).max);
        vm.expectRevert();
        thief.act(address(LEDGER), abi.encodeCall(LEDGER.transferFrom, (victim, address(thief), id, amount)));
    }

    /* PAYMENTS AND SUB-ACCOUNTS */

    function pay(uint256 agent, uint256 payee, uint256 key, uint256 idIndex, uint256 amount) public {
        (Agent from, Payee receiver, bytes32 name) = (_agent(agent), _payee(payee), _key(key));
        uint256 id = _id(idIndex);
        amount = bound(amount, 0, LEDGER.balanceOf(address(from), id));
        _book(address(from), LEDGER.accountOf(address(receiver), name), id, amount);
        from.act(address(LEDGER), abi.encodeCall(Ledger.pay, (address(receiver), name, id, amount, "")));
    }

    function move(uint256 payee, uint256 key, uint256 to, uint256 idIndex, uint256 amount) public {
        (Payee owner, bytes32 name, address receiver) = (_payee(payee), _key(key), _holder(to));
        uint256 id = _id(idIndex);
        address account = LEDGER.accountOf(address(owner), name);
        amount = bound(amount, 0, LEDGER.balanceOf(account, id));
        _book(account, receiver, id, amount);
        owner.move(name, receiver, id, amount);
    }

    function distribute(uint256 payee, uint256 key, uint256 idIndex, uint256[4] memory parts) external {
        (Payee owner, bytes32 name, uint256 id) = (_payee(payee), _key(key), _id(idIndex));
        address account = LEDGER.accountOf(address(owner), name);
        uint256 left = LEDGER.balanceOf(account, id);
        (address[] memory to, uint256[] memory amounts) = (new address[](4), new uint256[](4));
        for (uint256 i; i < 4; ++i) {
            to[i] = _holder(parts[i]);
            amounts[i] = bound(parts[i], 0, left);
            left -= amounts[i];
            _book(account, to[i], id, amounts[i]);
        }
        owner.distribute(name, id, to, amounts);
    }

    /* CALLS WITHIN CALLS */

    /// @notice At the next callback of the token, a payee or the issuer, somebody does one more thing, or looks at the books.
    function arm(uint256 who, bool early, uint256 deed, uint256 seed) external {
        hostile.strikeEarly(early);
        who %= 4;
        Striker striker = who < 2 ? Striker(hostile) : who == 2 ? Striker(address(_payee(seed))) : Striker(issuer);
        striker.arm(address(this), abi.encodeCall(this.strike, (deed, seed)));
    }

    function strike(uint256 deed, uint256 seed) external {
        if (_nested) return;
        _nested = true;
        look();
        deed %= 6;
        uint256 next = uint256(keccak256(abi.encode(seed)));
        if (deed == 0) deposit(seed, 4, next, next);
        if (deed == 1) withdraw(seed, 4, next);
        if (deed == 2) transfer(seed, next, next, next);
        if (deed == 3) pay(seed, next, next, next, next);
        if (deed == 4) sweep(seed, next, 4, next);
        look();
        _nested = false;
    }

    /// @notice Whether at this moment units are backed and balances add up to the supply less what is in flight.
    function look() public {
        ++looks;
        for (uint256 i; i < ids.length; ++i) {
            uint256 sum = sumOfBalances(ids[i]);
            uint256 flying = ids[i] == uint160(address(hostile)) ? _inFlight : 0;
            if (sum > LEDGER.totalSupply(ids[i]) || LEDGER.totalSupply(ids[i]) - sum > flying) everUnbalanced = true;
            if (i < tokens.length && Token(tokens[i]).balanceOf(address(LEDGER)) < sum) everUnbacked = true;
        }
    }

    /* VIEWS */

    function sumOfBalances(uint256 id) public view returns (uint256 sum) {
        for (uint256 i; i < holders.length; ++i) {
            sum += LEDGER.balanceOf(holders[i], id);
        }
    }

    function counts() external view returns (uint256, uint256, uint256, uint256, uint256, uint256) {
        return (agents.length, payees.length, keys.length, tokens.length, ids.length, holders.length);
    }

    function _book(address from, address to, uint256 id, uint256 amount) private {
        expected[from][id] -= amount;
        expected[to][id] += amount;
    }

    /// @dev This token's allowances are never without limit.
    function _approveSilent(Agent from) private {
        from.act(tokens[2], abi.encodeCall(ERC20.approve, (address(LEDGER), type(uint256).max)));
    }

    function _agent(uint256 seed) private view returns (Agent) {
        return agents[seed % agents.length];
    }

    function _payee(uint256 seed) private view returns (Payee) {
        return payees[seed % payees.length];
    }

    function _key(uint256 seed) private view returns (bytes32) {
        return keys[(seed >> 8) % keys.length];
    }

    function _token(uint256 seed) private view returns (address) {
        return tokens[seed % tokens.length];
    }

    function _id(uint256 seed) private view returns (uint256) {
        return ids[(seed >> 16) % ids.length];
    }

    function _holder(uint256 seed) private view returns (address) {
        return holders[(seed >> 24) % holders.length];
    }
}
